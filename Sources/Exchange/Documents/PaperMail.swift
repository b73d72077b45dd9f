// The mail that takes a paper to a customer. Nothing is sent here without being asked: the message is
// made, then written to a file or handed to the company's mail program, then noted in the history.
//
//   let mail = try desk.mail(of: quoteID)          to the contact who gets quotes, with the file sent
//   mail.message.bytes                             what goes into an .eml file
//   try mail.hand(to: settings.mailCommand)        what sendmail takes
//   try desk.perform(mail.noting(.prepared))       the history says it

import Glibc
import Resources
import Sales
import SalesDesk
import SalesStore
import Values

/// Why a mail cannot be made or handed over.
public enum MailTrouble: Error, Sendable, Hashable {
  /// Neither the salesperson nor the company has an address to write from.
  case noSender
  /// Nobody at the customer's has an address: the customer.
  case noRecipient(customer: String)
  /// Not one mail address: as typed.
  case badAddress(String)
  /// A quote is sent before it is mailed: its number.
  case notSent(number: String)
  /// The company names no mail program.
  case noProgram
  /// The mail program did not take it: which, in its words.
  case refused(program: String, reason: String)
}

/// A mail ready to go.
public struct PaperMail: Sendable, Hashable {
  /// How it goes.
  public enum Way: String, Sendable, Hashable {
    /// Written to a file: a mail program opens it.
    case prepared
    /// Handed to the company's mail program.
    case handed
  }

  /// The message.
  public let message: Mail
  /// What it is about.
  public let subject: ActSubject
  /// Number of the quote or order.
  public let number: String
  /// Name proposed for the file of the message.
  public let fileName: String
  private let words: [String: String]

  /// The act that notes it.
  public func noting(_ way: Way) -> MailPaper {
    MailPaper(
      message.file, of: subject, number: number, to: message.to.address,
      saying: words[way.rawValue] ?? message.subject)
  }

  /// Hands the message to a mail program.
  ///
  /// - Parameter command: the program and its arguments, separated by spaces:
  ///   `/usr/sbin/sendmail -t -i`.
  /// - Throws: `MailTrouble.noProgram`, `.refused`.
  public func hand(to command: String) throws(MailTrouble) {
    let parts = command.split(separator: " ").map(String.init)
    guard let program = parts.first else { throw .noProgram }
    let run: ChildRun
    do {
      run = try ChildProgram(path: program, arguments: Array(parts.dropFirst())).run(message.bytes)
    } catch {
      switch error {
      case .notStarted(let number), .noRoom(let number):
        throw .refused(program: program, reason: String(cString: strerror(number)))
      case .tooLong(let seconds): throw .refused(program: program, reason: "\(seconds) s")
      }
    }
    guard run.code == 0 else {
      throw .refused(
        program: program, reason: run.complaint.isEmpty ? "code \(run.code)" : run.complaint)
    }
  }

  init(
    _ document: SalesDocument, _ file: SentFile, of subject: ActSubject, to: MailAddress,
    from: MailAddress,
    at instant: Instant, _ texts: Texts, history: Texts
  ) {
    self.subject = subject
    number = document.revision.map { "\(document.number) v\($0)" } ?? document.number
    let values = [
      "number": number, "recipient": to.address, "seller": document.seller.name,
      "salesperson": document.salesperson?.name ?? document.seller.name,
      "name": document.contact?.name ?? "",
    ]
    let kind = document.kind.rawValue
    let greeting = document.contact == nil ? "mail.greeting" : "mail.greeting.name"
    let reference =
      document.customerReference.isEmpty
      ? [] : [texts.text("mail.reference", ["reference": document.customerReference])]
    let body =
      [texts.text(greeting, values), "", texts.text("mail.body.\(kind)", values)] + reference
      + [texts["mail.close"], "", texts.text("mail.signature", values), document.seller.phone]
    message = Mail(
      from: from, to: to, subject: texts.text("mail.subject.\(kind)", values),
      body: body.joined(separator: "\n"), file: file, writtenAt: instant)
    fileName = String(file.name.prefix { $0 != "." }) + ".eml"
    words = [
      Way.prepared.rawValue: history.text("mail.prepared.\(kind)", values),
      Way.handed.rawValue: history.text("mail.handed.\(kind)", values),
    ]
  }
}

extension Desk {
  /// The mail of a quote that was sent, with the very file kept at the sending.
  ///
  /// - Parameter typed: an address; nil = that of the contact who gets quotes.
  /// - Throws: `MailTrouble`, `KeptFileDamaged`, `StoreError.notFound`.
  public func mail(
    of id: ID<Quote>, to typed: String? = nil, _ press: PaperPress? = nil
  ) throws -> PaperMail {
    let today = clock.now().day
    let (document, addressees) = try read { store in
      let document = try SalesDocument(id, from: store, today: today)
      return (document, try Addressees(of: document, role: "quote", from: store))
    }
    guard !document.isDraft else { throw MailTrouble.notSent(number: document.number) }
    let press = try press ?? PaperPress()
    let file = try paper(of: id, press).file
    return try mail(
      document, file, ActSubject(kind: .quote, id: id.rawValue), addressees, typed, press)
  }

  /// The mail of an order's confirmation.
  ///
  /// - Parameter typed: an address; nil = that of the contact who gets confirmations.
  /// - Throws: `MailTrouble`, `PrinterTrouble`, `StoreError.notFound`.
  public func mail(
    of id: ID<SalesOrder>, to typed: String? = nil, _ press: PaperPress? = nil
  ) throws -> PaperMail {
    let (document, addressees) = try read { store in
      let document = try SalesDocument(id, from: store)
      return (document, try Addressees(of: document, role: "order", from: store))
    }
    let press = try press ?? PaperPress()
    let file = try press.printed(document)
    return try mail(
      document, file, ActSubject(kind: .order, id: id.rawValue), addressees, typed, press)
  }

  private func mail(
    _ document: SalesDocument, _ file: SentFile, _ subject: ActSubject, _ addressees: Addressees,
    _ typed: String?, _ press: PaperPress
  ) throws -> PaperMail {
    guard let from = addressees.from else { throw MailTrouble.noSender }
    let to: MailAddress
    if let typed {
      guard let address = MailAddress(name: "", address: typed) else {
        throw MailTrouble.badAddress(typed)
      }
      to = address
    } else if let usual = addressees.to {
      to = usual
    } else {
      throw MailTrouble.noRecipient(customer: document.customer.name)
    }
    return PaperMail(
      document, file, of: subject, to: to, from: from, at: clock.now().instant,
      try Texts(document.language, in: press.resources),
      history: try Texts(.french, in: press.resources))
  }
}

/// Who writes to whom.
struct Addressees: Sendable {
  let from: MailAddress?
  let to: MailAddress?

  /// From the salesperson, else the company; to the document's contact, else the one who has that role,
  /// else the customer.
  init(of document: SalesDocument, role: String, from store: some StoreReading) throws {
    let person = document.salesperson
    from =
      person.flatMap { MailAddress(name: $0.name, address: $0.email) }
      ?? MailAddress(name: document.seller.name, address: document.seller.email)
    let contacts = try store.contacts(of: document.customer.id)
    let holders = contacts.filter { $0.roles.split(separator: " ").contains { $0 == role } }
    let named = ([document.contact].compactMap(\.self) + holders)
      .compactMap { MailAddress(name: $0.name, address: $0.email) }
    to =
      named.first
      ?? MailAddress(name: document.customer.name, address: document.customer.email)
  }
}
