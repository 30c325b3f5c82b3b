"""Reading: files become plain chapters, which are measured, kept, and drilled on."""
