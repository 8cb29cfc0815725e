"""The staff's home: queues, due dates, one search."""
