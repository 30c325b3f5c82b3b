"""Small widgets that more than one page may use."""
