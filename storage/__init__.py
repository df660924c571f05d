"""What is kept: records, the SQLite archive, search and matching. Knows nothing of Scrapy."""
