"""Incidents: what alerts open, what people say of them, and what monitors are worth by that.

`incidents` follows alerts, `incident_acts` are what people do, `track_records` what is learned of it,
`similar` which past ones were alike.

May import `jobs.references`. Never here: an act that is not in the audit, a change that nobody asked for.

To add an act, copy one of `incident_acts`: the change and its audit entry in one transaction.
"""
