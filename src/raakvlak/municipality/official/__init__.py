"""Official neighbourhoods as the CBS and PDOK give them: read from a file that nobody vouches for.

    reading = read_file(path, name="wijkenbuurten_2024.gpkg", municipality_code="GM0855")

`files` tells what was sent and unpacks it, `geojson` and `geopackage` give rows, `columns` knows what the CBS calls
things, `borders` turns and mends, and `reading` puts it together. What can't be read raises `Refused`, with a reason
that `refusal` puts into words. Nothing here knows the database.
"""
