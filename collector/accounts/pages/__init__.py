"""The pages about accounts: sign-in, one's own account, everybody's, and the audit trail."""
