"""What is to be said of a weather year that came from a file of the user's."""

from __future__ import annotations

from ..applications.site import Site
from ..engine.messages import Check, message

FAR_KM = 60.0
HIGH_M = 200.0
ZONE_OF_CHINA_H = 8.0


def weather_checks(site: Site) -> tuple[Check, ...]:
    """Which file is used, and whether it fits the place: distance, altitude, clock."""
    own = site.own
    if own is None:
        return ()
    used = message("check.own_weather", file=own.file, place=own.place, digest=own.sha256[:12])
    found = [Check("own_weather", "info", used)]
    higher = own.altitude_m - site.station_altitude_m
    if site.own_distance_km > FAR_KM or abs(higher) > HIGH_M:
        far = message(
            "check.own_weather_far", place=own.place, weather_distance_km=round(site.own_distance_km),
            weather_altitude_difference_m=round(higher),
        )  # fmt: skip
        found.append(Check("own_weather_far", "warning", far))
    if own.time_zone_h != ZONE_OF_CHINA_H:
        clock = message("check.own_weather_clock", value=f"{own.time_zone_h:+g}")
        found.append(Check("own_weather_clock", "warning", clock))
    return tuple(found)
