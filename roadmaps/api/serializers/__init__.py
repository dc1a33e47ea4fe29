"""What the API tells of the road. Field names are the tables' own; accounts, notes and minutes stay out."""
