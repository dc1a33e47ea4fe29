"""Parts of the ВПР layouts: what stands above a table, pupil rows as columns, school rows of shares."""
