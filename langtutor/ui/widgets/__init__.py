"""Small widgets: they show what they are told and emit what the learner wants."""
