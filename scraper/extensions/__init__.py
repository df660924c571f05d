"""What watches a crawl as a whole: its pace, and the record of its run."""
