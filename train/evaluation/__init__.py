"""How good a model's beats are: samples, rebuilding, morphs and fills measured against real beats.

The modules on beats (``features`` to ``suite``) are pure: bool arrays [N, 64, 9] in, numbers out, no torch.
"""
