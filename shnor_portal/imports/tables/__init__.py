"""What every file layout needs to read a table: headers, cells, codes, and an account of every row. Pure Python."""
