from werkzeug.exceptions import NotFound

from odoo.http import Controller, Stream, request, route

#: No cache keeps a voice: it may be erased, and rights taken away.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Accept-Ranges": "bytes",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class RecordingController(Controller):
    """Where recordings are heard, and nowhere else."""

    # Not read-only: that somebody listens is written down.
    @route(
        "/pbx/recording/<int:recording_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def pbx_recording(self, recording_id, **_query):
        """Play a recording, or the part of it that is asked for.

        Whoever may not hear it does not learn whether there is one.
        """
        recording = request.env["pbx.recording"].browse(recording_id).exists()
        if not recording.has_access("read"):
            raise NotFound
        recording._check_listen()
        stream = self._get_stream(recording)
        http = request.httprequest
        if http.method != "HEAD":
            request.env["pbx.recording.access"]._note_listening(
                recording, http.remote_addr, http.user_agent.string
            )
        response = stream.get_response()
        response.headers.update(HEADERS)
        return response

    def _get_stream(self, recording):
        path, content = recording._get_file() if recording else (None, None)
        if not (path or content):
            raise NotFound
        kind = recording.mimetype.partition("/")[2]
        return Stream(
            type="path" if path else "data",
            path=path,
            data=content and bytes(content),
            mimetype=recording.mimetype,
            # Erased and fetched again is another file.
            etag=f"{recording.id}-{int(recording.fetched_at.timestamp())}",
            download_name=f"recording-{recording.id}.{kind}",
            as_attachment=False,
        )
