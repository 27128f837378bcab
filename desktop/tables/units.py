"""The units a name can carry at its end, and how each is printed."""

from __future__ import annotations

_UNITS = """
c=°C, k=K, kh=K·h, kd=K·d, k_km=K/km, k_minutes=K/min,
w=W, kw=kW, mw=MW, kva=kVA, wh=Wh, kwh=kWh, mwh=MWh, j=J, kj=kJ, mj=MJ, gj=GJ,
kwh_d=kWh/d, kwh_y=kWh/a, kwh_m2=kWh/m², kwh_m2d=kWh/(m²·d), kwh_m3=kWh/m³, kwh_t=kWh/t, kwh_k=kWh/K,
kwh_kg=kWh/kg,
kwh_unit=kWh/unit, mj_kg=MJ/kg, mj_m3=MJ/m³, gj_m2=GJ/m²,
w_m=W/m, w_m2=W/m², w_m2k=W/(m²·K), w_mk=W/(m·K), w_k=W/K, kw_k=kW/K, kw_kw=kW/kW, w_person=W/person,
kj_kg=kJ/kg, kj_kgk=kJ/(kg·K), kj_m3k=kJ/(m³·K), kj_k=kJ/K, m_k=m·K, m2k_w=m²·K/W, m2k_kw=m²·K/kW,
mm=mm, cm=cm, m=m, km=km, m2=m², cm3=cm³, m3=m³, l=L, m_s=m/s, m2_s=m²/s,
m3h=m³/h, m3_h=m³/h, m3_s=m³/s, m3_d=m³/d, l_s=L/s, l_h=L/h, l_d=L/d, l_minutes=L/min,
l_kw=L/kW, l_kg=L/kg, l_m2=L/m², m3_m2=m³/m², m3_m2h=m³/(m²·h), cm3_rev=cm³/rev, m3_rev=m³/rev,
m3_kwh=m³/kWh, m3h_kw=m³/(h·kW), m2_person=m²/person, m3_h_person=m³/(h·person), kwh_person=kWh/person,
pa=Pa, kpa=kPa, hpa=hPa, mpa=MPa, bar=bar, pa_m=Pa/m, pa_s=Pa·s, mpa_s=mPa·s, m_m=m/m,
g=g, kg=kg, t=t, kg_s=kg/s, kg_h=kg/h, kg_d=kg/d, t_h=t/h, kg_m3=kg/m³, g_kg=g/kg, kg_kg=kg/kg,
kg_kw=kg/kW, mg_l=mg/L,
s=s, minutes=min, h=h, d=d, y=a, h_d=h/d, h_y=h/a, d_y=d/a, per_h=1/h, per_d=1/d, per_k=1/K, per_m=1/m,
per_km=1/km,
rpm=1/min, hz=Hz, db=dB(A), deg=°, v=V, a=A,
kgce=kgce, kgce_kwh=kgce/kWh, kgco2=kg CO2, tco2=t CO2, kgco2_kwh=kg CO2/kWh, kgco2_m3=kg CO2/m³,
kgco2_kg=kg CO2/kg,
kgco2_gj=kg CO2/GJ, kgco2_unit=kg CO2/unit,
yuan=yuan, kyuan=kyuan, yuan_kw=yuan/kW, yuan_kwh=yuan/kWh, yuan_m=yuan/m, yuan_m2=yuan/m², yuan_m3=yuan/m³,
yuan_m3h=yuan/(m³/h),
yuan_l=yuan/L, yuan_t=yuan/t, yuan_kg=yuan/kg, yuan_gj=yuan/GJ, yuan_kva=yuan/kVA, yuan_y=yuan/a,
yuan_unit=yuan/unit,
yuan_person=yuan/person, yuan_kw_month=yuan/(kW·month),
fraction=fraction, count=,
"""

UNIT_OF_SUFFIX: dict[str, str] = {
    suffix: unit for suffix, _, unit in (pair.strip().partition("=") for pair in _UNITS.split(",")) if suffix
}
UNITS: tuple[str, ...] = tuple(dict.fromkeys(("", *UNIT_OF_SUFFIX.values())))


def unit_by_name(name: str) -> str:
    """The unit a name carries at its end; the longest ending counts, none means a pure number.

    >>> unit_by_name("u_w_m2k"), unit_by_name("t_outdoor_c"), unit_by_name("cop")
    ('W/(m²·K)', '°C', '')
    """
    parts = name.split("_")
    for start in range(1, len(parts)):
        unit = UNIT_OF_SUFFIX.get("_".join(parts[start:]))
        if unit is not None:
            return unit
    return ""
