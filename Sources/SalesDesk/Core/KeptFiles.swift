import Sales
import SalesStore
import Values

extension ActScope {
  /// Keeps the exact file handed over with a record, under its hash: once, however often it goes out.
  func keep(_ file: SentFile, of kind: SubjectKind, _ id: UInt128) throws {
    if try store.find(DocumentFile.self, .text(file.hash)) == nil {
      try store.insert(
        DocumentFile(hash: file.hash, mediaType: file.mediaType, bytes: file.bytes))
    }
    guard try store.find(DocumentAttachment.self, id.sqlValue, .text(file.hash)) == nil else {
      return
    }
    try store.insert(
      DocumentAttachment(
        subjectID: id, hash: file.hash, subjectKind: kind, name: file.name, attachedAt: now))
  }
}
