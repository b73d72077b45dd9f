// The paper of a quote or an order. Whoever hands something over needs no other calls:
//
//   let paper = try desk.paper(of: quoteID)             look at it, write it to a file, print it
//   paper.file.bytes, paper.file.name, paper.missing
//
//   try desk.perform(desk.read { try SendQuote(printed: quoteID, from: $0, today: today) })
//                                                       send it: the file is drawn before the
//                                                       transaction that freezes the version, and kept
//                                                       in it under its hash
//
// A quote that was sent gives back, byte for byte, the file its customer received; its hash proves it.
// One that was not is printed from what is stored now and says that it is a draft.

import CNettle
import Paper
import Resources
import Sales
import SalesDesk
import SalesStore
import Values

/// What papers are made with: the words, the program that draws.
public struct PaperPress: Sendable {
  /// Texts.
  public let resources: ResourceFolder
  /// The program that draws.
  public let printer: PaperPrinter

  /// Those of this program, unless others are named.
  ///
  /// - Throws: `ResourceError.noFolder`.
  public init(_ resources: ResourceFolder? = nil, printer: PaperPrinter = .usual) throws {
    self.resources = try resources ?? ResourceFolder.located()
    self.printer = printer
  }

  /// A document in words, as the printer takes it: the same document gives the same bytes.
  ///
  /// - Throws: `Overflow`, `ResourceError`, `PrinterTrouble.badLogo`.
  public func composed(_ document: SalesDocument) throws -> [UInt8] {
    let format = Format(texts: try Texts(document.language, in: resources))
    do {
      return try PaperWording(document: document, format: format).paper().encoded()
    } catch is LogoTrouble {
      throw PrinterTrouble.badLogo
    }
  }

  /// The file of a document.
  ///
  /// - Throws: `Overflow`, `ResourceError`, `PrinterTrouble`.
  public func printed(_ document: SalesDocument) throws -> SentFile {
    try printed(document, composed: try composed(document))
  }

  func printed(_ document: SalesDocument, composed: [UInt8]) throws -> SentFile {
    let bytes = try printer.pdf(composed)
    return SentFile(
      hash: SalesPaper.hash(bytes), mediaType: "application/pdf",
      name: document.fileName(try Texts(document.language, in: resources)), bytes: bytes)
  }
}

/// A quote or an order as one file, and what is missing on it.
public struct SalesPaper: Sendable, Hashable {
  /// The file: a PDF, its name, its hash.
  public let file: SentFile
  /// The mentions that nobody has typed yet.
  public let missing: [MissingMention]
  /// Whether these are the bytes kept at the sending.
  public let isKept: Bool

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
}

/// The bytes kept of a file are not those that were handed over.
public struct KeptFileDamaged: Error, Sendable, Hashable {
  /// Its name.
  public let name: String
}

extension SendQuote {
  /// The sending of a quote, its paper drawn beforehand: no other desk waits for the printer. Should
  /// anything that the paper says change before the transaction, it is drawn again in it.
  ///
  /// - Throws: `StoreError.notFound`, `Overflow`, `ResourceError`, `PrinterTrouble`.
  public init(
    printed id: ID<Quote>, from store: some StoreReading, today: Day, _ press: PaperPress? = nil
  ) throws {
    let press = try press ?? PaperPress()
    let document = try SalesDocument(id, from: store, today: today, asSent: true)
    let composed = try press.composed(document)
    // A quote that is not a draft is refused by the act: nothing is drawn for it.
    let isDraft = try store.get(id).state == .draft
    let file = isDraft ? try press.printed(document, composed: composed) : nil
    self.init(id) { id, store, today in
      let document = try SalesDocument(id, from: store, today: today, asSent: true)
      let now = try press.composed(document)
      if let file, now == composed { return file }
      return try press.printed(document, composed: now)
    }
  }
}

extension Desk {
  /// The paper of a quote: the file its customer received where it was sent, else as it stands.
  ///
  /// - Throws: `StoreError.notFound`, `KeptFileDamaged`, `Overflow`, `ResourceError`,
  ///   `PrinterTrouble`.
  public func paper(of id: ID<Quote>, _ press: PaperPress? = nil) throws -> SalesPaper {
    let today = clock.now().day
    let (document, kept) = try read { store in
      (try SalesDocument(id, from: store, today: today), try store.sentFile(of: id))
    }
    guard let kept else { return try paper(of: document, press) }
    return try SalesPaper(kept: kept.file, name: kept.name, missing: document.missingMentions)
  }

  /// The confirmation of an order, as it stands.
  ///
  /// - Throws: `StoreError.notFound`, `Overflow`, `ResourceError`, `PrinterTrouble`.
  public func paper(of id: ID<SalesOrder>, _ press: PaperPress? = nil) throws -> SalesPaper {
    try paper(of: try read { try SalesDocument(id, from: $0) }, press)
  }

  /// Prints outside of the snapshot the document was read in.
  private func paper(of document: SalesDocument, _ press: PaperPress?) throws -> SalesPaper {
    let press = try press ?? PaperPress()
    return SalesPaper(
      file: try press.printed(document), missing: document.missingMentions, isKept: false)
  }
}

extension SalesPaper {
  /// A file that was kept, its hash checked.
  init(kept: DocumentFile, name: String, missing: [MissingMention]) throws {
    guard Self.hash(kept.bytes) == kept.hash else { throw KeptFileDamaged(name: name) }
    file = SentFile(
      hash: kept.hash, mediaType: kept.mediaType, name: name, bytes: kept.bytes)
    self.missing = missing
    isKept = true
  }
}
