"""What each command does: services in, printed answer and exit status out."""
