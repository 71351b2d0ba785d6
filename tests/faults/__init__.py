"""What must hold after a kill, a full disk or a server that went away."""
