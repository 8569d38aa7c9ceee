"""What a reader gets: one view object per page, and renderers for the terminal, HTML, JSON and CSV."""
