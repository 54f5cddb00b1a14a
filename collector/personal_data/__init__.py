"""What belongs to citizens: words, telephone numbers, pictures. Sealed, found, shown, erased.

For other rooms: `fields.SealedTextField` for every text a person types that may hold a citizen's
number; `receipts.Receipt` names what a receipt is about; `models.Statement` and `models.Contact`
are what citizens left behind by it; `erasure.erase` takes it away.
"""
