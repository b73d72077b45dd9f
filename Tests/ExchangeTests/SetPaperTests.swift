import Foundation
import Paper
import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@testable import Exchange

@Suite("The paper of product sets")
struct SetPaperTests {
  let company: TestCompany
  let desk: Desk

  init() throws {
    company = try TestCompany()
    desk = try company.desk()
    _ = try company.product("VIS-A2", price: "0.20", cost: "0.10") { $0.name = "Vis inox A2" }
    _ = try company.product("CHEV-8", price: "0.15", cost: "0.06") { $0.name = "Cheville Ø 8" }
    _ = try company.product("FORET-8", price: "9.00", cost: "5.00") { $0.name = "Foret béton" }
  }

  private func quote(closed: Bool, hidesParts: Bool = false) throws -> Quote {
    var form = ProductSetForm(
      code: "KIT-FIX", name: "Kit de fixation été",
      lines: try #require(SetLinesText.read("100*VIS-A2; 100*CHEV-8; + Posé; ?1*FORET-8")))
    form.isClosed = closed
    form.hidesParts = hidesParts
    let set = try desk.perform(CreateProductSet(form)).outcome
    let customer = try company.customer { $0.language = "fr" }
    var new = NewQuote(customer: customer.id)
    new.lines = [.set(set.id, LineTyping(quantity: try Quantity(machine: "3")))]
    return try desk.perform(CreateQuote(new)).outcome.quote
  }

  private func text(_ paper: SalesPaper) throws -> String {
    try PrintedFile(paper.file.bytes).text()
  }

  @Test("closed, it is one line with one price, its parts without theirs; the option stands beside")
  func closed() throws {
    let quote = try quote(closed: true)
    let printed = try text(try desk.paper(of: quote.id))
    for words in [
      "KIT-FIX", "Kit de fixation été", "35,00", "105,00", "ens.", "300", "Vis inox A2",
      "Cheville Ø 8", "Foret béton", "Option",
    ] { #expect(printed.contains(words), "\(words)") }
    for words in ["VIS-A2", "60,00", "45,00", "Posé"] {
      #expect(!printed.contains(words), "\(words)")
    }
  }

  @Test("alone, its parts are not named on quote and confirmation; shown again, they are")
  func alone() throws {
    let quote = try quote(closed: true, hidesParts: true)
    func expect(_ printed: String, named: Bool) {
      for words in ["KIT-FIX", "Kit de fixation été", "35,00", "105,00"] {
        #expect(printed.contains(words), "\(words)")
      }
      for words in ["Vis inox A2", "Cheville Ø 8"] {
        #expect(printed.contains(words) == named, "\(words)")
      }
    }
    expect(try text(try desk.paper(of: quote.id)), named: false)
    var edit = LineEdit()
    edit.hidesParts = .set(false)
    let head = try desk.read { reader in
      try #require(try reader.draft(of: quote.id).lines.first { $0.isSet }).number
    }
    try desk.perform(EditLine(head, of: quote.id, edit))
    expect(try text(try desk.paper(of: quote.id)), named: true)
    try desk.undo()
    try desk.perform(SendQuote(quote.id))
    let order = try desk.perform(AcceptQuote(quote: quote.id)).outcome.orderID
    expect(try text(try desk.paper(of: order)), named: false)
  }

  @Test("open, its lines stand under its name with their prices")
  func open() throws {
    let quote = try quote(closed: false)
    let printed = try text(try desk.paper(of: quote.id))
    for words in [
      "3 × Kit de fixation été — 105,00", "VIS-A2", "60,00", "45,00", "Posé", "FORET-8",
    ] { #expect(printed.contains(words), "\(words)") }
  }

  @Test("the confirmation shows the set as the quote did, and the customer's own order")
  func confirmation() throws {
    let quote = try quote(closed: true)
    try desk.perform(SendQuote(quote.id))
    var note = AcceptanceNote()
    note.customerOrder = "PO-77"
    let order = try desk.perform(AcceptQuote(quote: quote.id, note: note)).outcome.orderID
    let printed = try text(try desk.paper(of: order))
    for words in ["Kit de fixation été", "105,00", "Votre commande", "PO-77 du"] {
      #expect(printed.contains(words), "\(words)")
    }
    #expect(!printed.contains("60,00"))
  }
}
