"""Reading a district's submission strictly, and finding what is wrong with it."""
