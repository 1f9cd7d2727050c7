"""What is at the other end of a webhook."""

import http.server
import os
import ssl
import threading


class Receiver:
    """An https server on loopback that remembers what it was told and answers
    what it is asked to."""

    def __init__(self, desk, host="127.0.0.1"):
        self.calls = []
        self.answers = []  # status codes to give, then 200
        self.never = threading.Event()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):  # pylint: disable=invalid-name
                size = int(self.headers["Content-Length"])
                receiver.calls.append((self.path, dict(self.headers), self.rfile.read(size)))
                status = receiver.answers.pop(0) if receiver.answers else 200
                if status == 0:
                    receiver.never.wait()
                    return
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):  # pylint: disable=arguments-differ
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        folder = os.path.dirname(desk.servers.ca_file)
        context.load_cert_chain(os.path.join(folder, "server.pem"),
                                os.path.join(folder, "server.key"))
        self.server = http.server.ThreadingHTTPServer((host, 0), Handler)
        self.server.daemon_threads = True
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self):
        host, port = self.server.server_address[:2]
        return f"https://{host}:{port}"

    def close(self):
        self.never.set()
        self.server.shutdown()
        self.server.server_close()
