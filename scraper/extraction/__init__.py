"""One page in, one record out: metadata, body, dates, language, teasers. Needs no running Scrapy."""
