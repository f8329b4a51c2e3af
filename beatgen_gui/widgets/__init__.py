"""The window's other parts: thin widgets that show the document or a service and pass on what the user does."""
