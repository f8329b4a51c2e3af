"""Training the model of feel: how hard drummers hit, how early and how late."""
