"""Lists that people keep of reports (CSV, Excel): a table → columns that are understood → one listed report a row."""
