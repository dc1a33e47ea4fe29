"""Documents in Word (.docx) from outside: checked part by part, then read as plain tables and the text between them."""
