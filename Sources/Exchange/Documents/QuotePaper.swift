// The paper of a quote. Two calls, and whoever hands something over needs no other:
//
//   let paper = try desk.paper(of: quoteID)             look at it, write it to a file, print it
//   paper.file.bytes, paper.file.name, paper.missing
//
//   try desk.perform(SendQuote(quoteID, printing: QuotePaper.printing()))
//                                                       send it: the file is printed in the very
//                                                       transaction that freezes the version, and
//                                                       kept there under its hash
//
// A quote that was sent gives back, byte for byte, the file its customer received; its hash proves it.
// One that was not is printed from what is stored now and says that it is a draft.

import CNettle
import Resources
import Sales
import SalesDesk
import SalesStore
import Values

/// A quote as one file, and what is missing on it.
public struct QuotePaper: Sendable, Hashable {
  /// The file: one self-contained HTML page, its name, its hash.
  public let file: SentFile
  /// The mentions that nobody has typed yet.
  public let missing: [MissingMention]
  /// Whether these are the bytes kept at the sending.
  public let isKept: Bool

  /// Prints a quote as it stands.
  ///
  /// - Throws: `StoreError.notFound`, `Overflow`, `ResourceError`.
  public init(
    printing id: ID<Quote>, from store: some StoreReading, today: Day, _ resources: ResourceFolder
  ) throws {
    let document = try QuoteDocument(id, from: store, today: today)
    let bytes = Array(try document.html(resources).markup.utf8)
    file = SentFile(
      hash: Self.hash(bytes), mediaType: "text/html", name: document.fileName, bytes: bytes)
    missing = document.missingMentions
    isKept = false
  }

  init(kept file: SentFile, missing: [MissingMention]) {
    self.file = file
    self.missing = missing
    isKept = true
  }

  /// SHA-256 of bytes, in lower-case hexadecimal.
  public static func hash(_ bytes: [UInt8]) -> String {
    var state = sha256_ctx()
    nettle_sha256_init(&state)
    nettle_sha256_update(&state, bytes.count, bytes)
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    nettle_sha256_digest(&state, digest.count, &digest)
    let digits = Array("0123456789abcdef")
    return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] })
  }

  /// What `SendQuote` prints with.
  public static func printing(
    _ resources: ResourceFolder? = nil
  ) -> @Sendable (ID<Quote>, StoreWriter, Day) throws -> SentFile {
    { id, store, today in
      let folder = try resources ?? ResourceFolder.located()
      return try QuotePaper(printing: id, from: store, today: today, folder).file
    }
  }
}

extension Desk {
  /// The paper of a quote: the file its customer received where it was sent, else as it stands.
  ///
  /// - Throws: `StoreError.notFound`, `Overflow`, `ResourceError`.
  public func paper(
    of id: ID<Quote>, _ resources: ResourceFolder? = nil
  ) throws -> QuotePaper {
    let folder = try resources ?? ResourceFolder.located()
    let today = clock.now().day
    return try read { store in
      guard let kept = try store.sentFile(of: id) else {
        return try QuotePaper(printing: id, from: store, today: today, folder)
      }
      let file = SentFile(
        hash: kept.file.hash, mediaType: kept.file.mediaType, name: kept.name,
        bytes: kept.file.bytes)
      return QuotePaper(
        kept: file, missing: try QuoteDocument(id, from: store, today: today).missingMentions)
    }
  }
}
