"""What gunicorn is told beside its command line: `gunicorn --config python:portal.settings.web_server`.

A search is a GET, and its words stand in the address: a query of 512 Chinese characters, which is what a box admits,
is longer there than gunicorn's 4,094 bytes, and one of 10,000 is to get an answer in the reader's language too. Gunicorn
takes no limit above `MAX_REQUEST_LINE`, so that is raised with it; without a limit a line could go on for ever.
"""

from gunicorn.http import message

limit_request_line = 131_072
message.MAX_REQUEST_LINE = max(message.MAX_REQUEST_LINE, limit_request_line)
