"""How a map is drawn: numbers in, places on paper out. No database, no request, no script."""
