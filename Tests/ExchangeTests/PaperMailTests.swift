import Foundation
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@testable import Exchange

@Suite("The mail of a paper")
struct PaperMailTests {
  let fixture: PaperFixture
  var company: TestCompany { fixture.company }
  var desk: Desk { fixture.desk }

  init() throws { fixture = try PaperFixture() }

  private func sentQuote() throws -> QuoteDraft {
    let draft = try fixture.fullQuote(language: "fr")
    try fixture.send(draft.quote.id)
    return draft
  }

  private func give(_ email: String, _ name: String, roles: String, _ customer: ID<Customer>) throws
  {
    try company.store.write { writer in
      try writer.insertInBulk(
        Contact(
          id: company.ids.mint(), customerID: customer, name: name, email: email, roles: roles))
    }
  }

  @Test("goes to the contact who gets quotes, with the very file that was sent")
  func message() throws {
    let draft = try sentQuote()
    let customer = draft.quote.customerID
    try give("achats@example.org", "Zoé Achats", roles: "invoice", customer)
    try give("devis@example.org", "Élodie Œuvrard, achats", roles: "order quote", customer)
    let mail = try desk.mail(of: draft.quote.id)
    #expect(mail.message.to.address == "devis@example.org")
    #expect(mail.message.from.address == "ventes@example.com")
    #expect(mail.fileName == "devis-D-0001-v1.eml")
    let parsed = try ParsedMail(mail.message.bytes)
    #expect(parsed.headers["Subject"] == "Devis D-0001 v1 — Négoce d'essai")
    #expect(parsed.headers["To"] == "Élodie Œuvrard, achats <devis@example.org>")
    #expect(parsed.headers["Date"] == "Mon, 23 Nov 2026 09:00:00 +0000")
    #expect(parsed.body.contains("notre devis D-0001 v1"))
    #expect(parsed.body.contains("Votre référence : CMD-77."))
    #expect(parsed.file == (try desk.paper(of: draft.quote.id)).file.bytes)
    #expect(parsed.longestLine <= 78)
    #expect(parsed.isPlainASCII)
  }

  @Test("made twice is the same message, and noting it keeps it in the customer's history")
  func history() throws {
    let draft = try sentQuote()
    let mail = try desk.mail(of: draft.quote.id, to: "x@example.org")
    #expect(try desk.mail(of: draft.quote.id, to: "x@example.org") == mail)
    let noted = try desk.perform(mail.noting(.handed))
    #expect(noted.outcome.kind == .mail)
    #expect(noted.outcome.text == "Devis D-0001 v1 envoyé par courriel à x@example.org")
    #expect(noted.outcome.customerID == draft.quote.customerID)
    _ = try desk.perform(mail.noting(.prepared))
    let kept = try desk.read { try $0.attachments(of: draft.quote.id.rawValue) }
    #expect(kept.map(\.hash) == [mail.message.file.hash])
    #expect(throws: Refusal.self) { try desk.undo() }
  }

  @Test("of a draft, to nobody, from nobody, to what is no address: each its own trouble")
  func troubles() throws {
    let draft = try fixture.fullQuote(language: "fr")
    #expect(throws: MailTrouble.notSent(number: "D-0001")) { try desk.mail(of: draft.quote.id) }
    try fixture.send(draft.quote.id)
    #expect(throws: MailTrouble.noRecipient(customer: "Constructions Æther")) {
      try desk.mail(of: draft.quote.id)
    }
    for address in [
      "x", "a@b", "a b@c.fr", "a@b.fr, c@d.fr", "é@b.fr", "a@b.fr\r\nBcc: c@d.fr", "a@.fr",
    ] {
      #expect(throws: MailTrouble.badAddress(address)) {
        try desk.mail(of: draft.quote.id, to: address)
      }
    }
    try company.store.write { writer in
      let seller = try writer.company()
      var silent = seller
      silent.email = ""
      try writer.update(seller, to: silent)
    }
    #expect(throws: MailTrouble.noSender) {
      try desk.mail(of: draft.quote.id, to: "x@example.org")
    }
  }

  @Test("a name with a line end in it adds no header")
  func injection() throws {
    let draft = try sentQuote()
    try give("x@example.org", "Eve\r\nBcc: all@example.org", roles: "quote", draft.quote.customerID)
    let parsed = try ParsedMail(try desk.mail(of: draft.quote.id).message.bytes)
    #expect(parsed.headers["Bcc"] == nil)
    #expect(parsed.headers["To"] == "Eve Bcc: all@example.org <x@example.org>")
  }

  @Test("is handed whole to the company's program; what it refuses is told in its words")
  func handing() throws {
    let draft = try sentQuote()
    let mail = try desk.mail(of: draft.quote.id, to: "x@example.org")
    let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func program(_ name: String, _ script: String) throws -> String {
      let path = folder.appending(path: name)
      // Another process writes it: a child that a test beside this one starts just now would hold what we
      // write, and a program that is held for writing is busy.
      let text = folder.appending(path: name + ".text")
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: text)
      let copy = try Process.run(URL(filePath: "/bin/cp"), arguments: [text.path, path.path])
      copy.waitUntilExit()
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path)
      return path.path
    }
    let taking = try program(
      "taking", "cat > '\(folder.path)/taken'; echo \"$@\" > '\(folder.path)/words'")
    try mail.hand(to: taking + " -t -i")
    #expect(
      try Data(contentsOf: folder.appending(path: "taken")) == Data(mail.message.bytes))
    #expect(
      try String(contentsOf: folder.appending(path: "words"), encoding: .utf8) == "-t -i\n")
    let refusing = try program("refusing", "echo 'no route to host' >&2; exit 75")
    #expect(throws: MailTrouble.refused(program: refusing, reason: "no route to host")) {
      try mail.hand(to: refusing)
    }
    // It ends without reading what it is given.
    let deaf = try program("deaf", "exit 0")
    try mail.hand(to: deaf)
    #expect(throws: MailTrouble.noProgram) { try mail.hand(to: " ") }
    #expect {
      try mail.hand(to: folder.path + "/absent -t")
    } throws: { error in
      if case MailTrouble.refused = error { true } else { false }
    }
    #expect(try desk.read { try $0.get(draft.quote.id) }.state == .sent)
  }

  @Test("of an order takes its confirmation, and keeps it")
  func order() throws {
    let draft = try sentQuote()
    let accepted = try desk.perform(AcceptQuote(quote: draft.quote.id)).outcome
    let paper = try desk.paper(of: accepted.orderID)
    #expect(paper.file.name == "commande-C-0001.pdf")
    let text = try PrintedFile(paper.file.bytes).text()
    let order = try desk.read { try $0.get(accepted.orderID) }
    let document = try desk.read { try SalesDocument(order.id, from: $0) }
    #expect(document.totals.total == order.totalAmount)
    #expect(document.totals.vat == order.vatAmount)
    for words in ["Confirmation de commande", "C-0001", "Selon devis", "D-0001", "VR-18", "CMD-77"]
    {
      #expect(text.contains(words), "\(words)")
    }
    #expect(!text.contains("BON POUR ACCORD"))
    let mail = try desk.mail(of: order.id, to: "x@example.org")
    let noted = try desk.perform(mail.noting(.prepared)).outcome
    #expect(noted.subjectKind == .order)
    let kept = try desk.read { try $0.attachments(of: order.id.rawValue) }
    #expect(kept.map(\.hash) == [SalesPaper.hash(paper.file.bytes)])
    // The company rounds otherwise from now on: the order keeps its total.
    _ = try desk.perform(SetSetting("vat.rounding", to: "perLine"))
    let later = try desk.read { try SalesDocument(order.id, from: $0) }
    #expect(later.totals.total == order.totalAmount)
  }

  @Test("a logo is taken, stands on paper, is undone; another kind of file is refused")
  func logo() throws {
    let png = Data(
      base64Encoded:
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGM4IacBQQxwFgBDHAZVhuWb"
        + "agAAAABJRU5ErkJggg==")
    let draft = try fixture.fullQuote(language: "fr")
    let plain = try desk.paper(of: draft.quote.id).file
    _ = try desk.perform(SetLogo(checking: Array(try #require(png)), named: "logo.png"))
    let bearing = try desk.paper(of: draft.quote.id).file
    #expect(bearing.bytes != plain.bytes)
    #expect(String(decoding: bearing.bytes, as: UTF8.self).contains("/Subtype /Image"))
    try desk.undo()
    #expect(try desk.paper(of: draft.quote.id).file == plain)
    #expect(throws: LogoProblem.self) { try SetLogo(checking: [1, 2, 3], named: "x") }
    #expect(throws: LogoProblem.self) { try SetLogo(path: "/nowhere/logo.png") }
  }

  @Test("lines of the body are quoted-printable, never longer than 76")
  func quotedPrintable() {
    #expect(
      Mail.quotedPrintable("Été = 3 €\n.\nfin ") == [
        "=C3=89t=C3=A9 =3D 3 =E2=82=AC", "=2E", "fin=20",
      ])
    let long = Mail.quotedPrintable(String(repeating: "é", count: 200))
    #expect(long.allSatisfy { $0.utf8.count <= 76 })
    #expect(long.dropLast().allSatisfy { $0.hasSuffix("=") })
    let subject = Mail.encoded(String(repeating: "Éà", count: 80), after: 9)
    #expect(subject.components(separatedBy: "\r\n ").allSatisfy { $0.utf8.count <= 75 })
  }
}
