"""Addresses of allauth's own. They stand here so that one that comes with a new version is looked at before it is let in."""

ACCOUNTS_OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
}
ACCOUNTS_CLOSED = {
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}
ACCOUNTS_ARGS: dict[str, dict[str, str]] = {
    "account_confirm_email": {"key": "nobody"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "nobody"},
}
