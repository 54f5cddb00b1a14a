"""The public page behind a receipt's QR code."""
