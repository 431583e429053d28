"""What runs before anything is installed, and around what is: nothing here needs more than Python itself."""
