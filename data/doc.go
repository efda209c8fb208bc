// Package data is the vault: the one place where a school's records lie on disk.
//
// A vault is a folder. In it lie one bbolt file with every record sealed, a key
// file with the slots that open it, a manifest that says what the file looked
// like last time, sealed attachments, and backups. The bbolt file is opened here
// and handed to storm, of which only the key-value calls are used, always on a
// node bound to our own transaction.
//
// What is promised:
//
//   - A Write that returned nil is on disk, whole; one that did not left nothing.
//   - Every change of a record with a history is chained to the one before it, in
//     the same transaction.
//   - An older database in the place of the last one is refused as it is; a damaged,
//     empty or cut one is set aside. Nothing is deleted.
//   - Nothing in the folder tells what the records say, except how many and how
//     large they are, and the ids that their packages gave them.
//
// Layout of the bbolt file, one bucket each (storm adds a small bucket with the
// codec's name to every one):
//
//	record.<kind>   id       → format, key, sealed(cbor envelope), bound to the kind
//	head.<kind>     id       → format, key, sealed(cbor head), bound to kind and id
//	history         sequence → format, key, mac, sealed(cbor entry), chained by mac
//	counter         keyed hash of the series → format, key, sealed(cbor counter)
//	meta            version, database id, copy of the key file
//
// Allowed imports: the standard library, campuskeeper/app, storm, bbolt, cbor,
// golang.org/x/{crypto,image,sys,text}.
package data
