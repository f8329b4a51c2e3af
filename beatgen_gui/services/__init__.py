"""What the window asks of the core: playing, generating, files. Each holds a worker or a process, none holds music."""
