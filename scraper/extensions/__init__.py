"""What watches a crawl as a whole: its pace, the pauses that a site asks for, and the record of its run."""
