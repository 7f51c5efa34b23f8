"""A photo as it goes to a browser."""

from django.http import HttpResponse

from raakvlak.relations.models import Photo, PhotoContent


def given(photo: Photo, size: PhotoContent.Size) -> HttpResponse:
    """Give the picture of a photo, so that nobody in between keeps it or takes it for something else."""
    content = PhotoContent.objects.values_list(size.value, flat=True).get(photo=photo)
    response = HttpResponse(bytes(content), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
