import Foundation
import Paper
import Resources
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@testable import Exchange

@Suite("The paper of a quote")
struct SalesPaperTests {
  let fixture: PaperFixture
  let press: PaperPress
  var company: TestCompany { fixture.company }
  var desk: Desk { fixture.desk }

  init() throws {
    fixture = try PaperFixture()
    press = try PaperPress()
  }

  @Test("is the document recorded, in French and in English", arguments: ["fr", "en"])
  func golden(language: String) throws {
    let draft = try fixture.fullQuote(language: language)
    let paper = try desk.paper(of: draft.quote.id)
    #expect(paper.missing.isEmpty)
    #expect(paper.file.mediaType == "application/pdf")
    #expect(paper.file.name == (language == "fr" ? "devis-D-0001-v1.pdf" : "quote-D-0001-v1.pdf"))
    let json = try JSONSerialization.jsonObject(
      with: Data(try press.composed(try document(draft))))
    let pretty = try JSONSerialization.data(
      withJSONObject: json, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    try expectGolden("quote-\(language).json", Array(pretty))
  }

  @Test("carries every mention of rules.md 2.11, in fonts that are in the file")
  func mentions() throws {
    let file = try printed(try fixture.fullQuote(language: "fr"))
    let text = try file.text()
    let mentions = [
      "Devis", "D-0001", "Version", "23/11/2026", "23/12/2026", "Négoce d'essai",
      "SAS au capital de 50 000 €", "SIRET 552 100 554 00013", "RCS Lyon", "FR27552100554",
      "12 quai des Forges", "69007 Lyon", "Constructions Æther", "3 rue des Écoles",
      "Chantier Gerland", "CMD-77", "20 %", "5,5 %", "Total TTC", "30 jours date de facture",
      "Banque centrale européenne", "40 €", "BON POUR ACCORD", "lun. 30/11/2026", "Port HT",
      "VR-18", "10 % + 5 %", "soit 96 u", "les 100 u", "Mme Œuvrard", "Page 1/1",
    ]
    for mention in mentions { #expect(text.contains(mention), "\(mention)") }
    let fonts = try file.fonts()
    #expect(!fonts.isEmpty)
    for font in fonts { #expect(font.isEmbedded && font.isReadable, "\(font.name)") }
    #expect(try file.property("Title") == "Devis D-0001 version 1")
    #expect(try file.property("Author") == "Négoce d'essai")
    #expect(try file.property("Page size") == "595.276 x 841.89 pts (A4)")
  }

  @Test("shows what people typed as it is, without controls and marks of direction")
  func escaping() throws {
    let evil = "<script>alert('x')</script> & \"Fils\"\u{1B}[31m\u{202E}"
    let customer = try company.customer("C9", name: evil) { $0.address = "<b>1</b>" }
    let product = try company.product("P<1>", price: "1.00") { $0.name = evil }
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping()), .comment("</td>\u{7}%{x}\u{2066}")]
    let text = try printed(try desk.perform(CreateQuote(new)).outcome).rawText()
    #expect(text.contains("<script>alert('x')</script> & \"Fils\""))
    #expect(text.contains("<b>1</b>") && text.contains("</td>%{x}"))
    let forbidden: Set<Unicode.Scalar> = ["\u{1B}", "\u{202E}", "\u{7}", "\u{2066}"]
    #expect(!text.unicodeScalars.contains { forbidden.contains($0) })
  }

  @Test("AT-38 on paper: VAT once per rate, or per line where the company says so")
  func vatRounding() throws {
    let customer = try company.customer()
    let product = try company.product("P1", price: "10.01")
    var new = NewQuote(customer: customer.id)
    new.lines = Array(repeating: .product(product.id, LineTyping()), count: 3)
    let draft = try desk.perform(CreateQuote(new)).outcome
    let perRate = try printed(draft).text()
    #expect(perRate.contains("6,01 €") && perRate.contains("36,04 €"))
    _ = try desk.perform(SetSetting("vat.rounding", to: "perLine"))
    let perLine = try printed(draft).text()
    #expect(perLine.contains("6,00 €") && perLine.contains("36,03 €"))
  }

  @Test("names what is missing and prints all the same")
  func missing() throws {
    let customer = try company.customer { $0.vatPosition = .intraCommunity }
    let product = try company.product("P1", price: "10.00")
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(product.id, LineTyping())]
    let draft = try desk.perform(CreateQuote(new)).outcome
    let paper = try desk.paper(of: draft.quote.id)
    #expect(
      paper.missing == [
        .sellerLegalForm, .sellerCapital, .sellerSiren, .sellerRegister, .sellerVatNumber,
        .sellerAddress, .customerAddress, .customerVatNumber, .deliveryDay, .paymentTerm,
      ])
    #expect(try PrintedFile(paper.file.bytes).text().contains("262 ter I"))
    for language in Texts.Language.allCases {
      let texts = try Texts(language, in: press.resources)
      for mention in MissingMention.allCases {
        #expect(texts.optional("mention.\(mention.rawValue)") != nil, "\(mention)")
      }
    }
  }

  @Test("is kept with its hash when sent, and comes back byte for byte")
  func sending() throws {
    let draft = try fixture.fullQuote(language: "fr")
    let id = draft.quote.id
    let before = try desk.paper(of: id)
    #expect(try desk.paper(of: id) == before)
    #expect(try PrintedFile(before.file.bytes).text().contains("Projet : ce devis"))
    try fixture.send(id)
    let sent = try desk.paper(of: id)
    #expect(sent.isKept)
    #expect(sent.file.hash == SalesPaper.hash(sent.file.bytes))
    #expect(!(try PrintedFile(sent.file.bytes).text().contains("Projet : ce devis")))
    company.pass(days: 3)
    try company.store.write { writer in
      let customer = try writer.get(draft.quote.customerID)
      var renamed = customer
      renamed.name = "Autre nom"
      try writer.update(customer, to: renamed)
    }
    #expect(try desk.paper(of: id) == sent)
    #expect(
      SalesPaper.hash(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("is drawn again in the transaction, should what it says change after it was drawn")
  func changedMeanwhile() throws {
    let draft = try fixture.fullQuote(language: "fr")
    let id = draft.quote.id
    let today = company.today
    let sending = try desk.read { try SendQuote(printed: id, from: $0, today: today, press) }
    var edit = QuoteHeaderEdit()
    edit.note = .set("Changé entre-temps")
    _ = try desk.perform(EditQuoteHeader(id, edit))
    _ = try desk.perform(sending)
    let text = try PrintedFile(try desk.paper(of: id).file.bytes).text()
    #expect(text.contains("Changé entre-temps"))
  }

  @Test("whose kept bytes were changed is refused by name")
  func damaged() throws {
    let draft = try fixture.fullQuote(language: "fr")
    try fixture.send(draft.quote.id)
    let kept = try #require(try desk.read { try $0.sentFile(of: draft.quote.id) })
    var file = kept.file
    file.bytes[file.bytes.count / 2] ^= 1
    #expect(throws: KeptFileDamaged(name: "devis-D-0001-v1.pdf")) {
      try SalesPaper(kept: file, name: kept.name, missing: [])
    }
  }

  @Test("without the program that draws says where it should be, and nothing is sent")
  func noPrinter() throws {
    let draft = try fixture.fullQuote(language: "fr")
    let press = try PaperPress(printer: PaperPrinter(path: "/nowhere/comptoir-document"))
    let today = company.today
    #expect(throws: PrinterTrouble.missing(path: "/nowhere/comptoir-document")) {
      try desk.read { try SendQuote(printed: draft.quote.id, from: $0, today: today, press) }
    }
    #expect(try desk.read { try $0.get(draft.quote.id) }.state == .draft)
    #expect(throws: PrinterTrouble.self) { try press.printer.pdf([]) }
    #expect {
      try PaperPrinter.usual.pdf(Array("{\"format\": 99}".utf8))
    } throws: { error in
      guard case PrinterTrouble.otherVersion(let reason) = error else { return false }
      return reason.contains("99")
    }
  }
}

extension SalesPaperTests {
  func document(_ draft: QuoteDraft) throws -> SalesDocument {
    try desk.read { try SalesDocument(draft.quote.id, from: $0, today: company.today) }
  }

  func printed(_ draft: QuoteDraft) throws -> PrintedFile {
    try PrintedFile(try press.printed(try document(draft)).bytes)
  }

  private func expectGolden(_ name: String, _ bytes: [UInt8]) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["COMPTOIR_RECORD"] != nil {
      try Data(bytes).write(to: file)
      return
    }
    let expected = try Data(contentsOf: file)
    #expect(
      Data(bytes) == expected,
      "\(name) differs. Look at the paper; if it is right, record it with COMPTOIR_RECORD=1")
  }
}
