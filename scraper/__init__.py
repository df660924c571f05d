"""How a page is fetched and read: the Scrapy project."""
