"""What layouts of results share: titles, subjects, grouping of rows by procedure, exam aggregation."""
