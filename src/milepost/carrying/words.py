"""The names of what happens when a portfolio is carried."""

PACKAGE_ASKED = "carrying.package.asked"
PACKAGE_MADE = "carrying.package.made"
PORTFOLIO_RECEIVED = "carrying.portfolio.received"
