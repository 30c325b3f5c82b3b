"""How the window looks: tokens (roles and sizes), style (palette and style sheet), icons."""
