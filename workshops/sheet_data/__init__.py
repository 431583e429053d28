"""What stands on each printed sheet of a session, as ready strings for workshops.sheets.render: a module a sheet."""
