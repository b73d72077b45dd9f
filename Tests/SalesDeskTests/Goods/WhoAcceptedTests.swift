import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Testing
import Values

@Suite("Who accepted on the customer's side", .eachEngine)
struct WhoAcceptedTests {
  let company: TestCompany
  let desk: Desk
  let customer: Customer
  let contact: Contact

  init() throws {
    company = try TestCompany()
    customer = try company.customer()
    contact = Contact(id: company.ids.mint(), customerID: customer.id, name: "Mme Œuvrard")
    let person = contact
    try company.store.write { try $0.insertInBulk(person) }
    desk = try company.desk()
  }

  private func sent() throws -> Quote {
    let drill = try company.product("FOR-SDS18", price: "10.00", cost: "6.00")
    var new = NewQuote(customer: customer.id)
    new.lines = [.product(drill.id, LineTyping())]
    let quote = try desk.perform(CreateQuote(new)).outcome.quote
    var edit = QuoteHeaderEdit()
    edit.contactID = .set(contact.id)
    try desk.perform(EditQuoteHeader(quote.id, edit))
    try desk.perform(SendQuote(quote.id))
    return quote
  }

  private var scan: SentFile {
    SentFile(
      hash: String(repeating: "ab", count: 32), mediaType: "application/pdf", name: "scan.pdf",
      bytes: [1, 2, 3])
  }

  @Test("nothing said: the contact of the quote, by phone, today")
  func usual() throws {
    let done = try desk.perform(AcceptQuote(quote: try sent().id)).outcome
    #expect(
      done.acceptance
        == OrderAcceptance(
          orderID: done.orderID, contactID: contact.id, acceptedBy: "Mme Œuvrard",
          acceptedDay: company.today))
    #expect(try desk.read { try $0.acceptance(of: done.orderID) } == done.acceptance)
  }

  @Test("what is said is kept with its file, found by the customer's number, corrected and undone")
  func said() throws {
    var note = AcceptanceNote()
    (note.acceptedBy, note.channel, note.customerOrder) = ("M. Chef", .purchaseOrder, "PO-77")
    note.file = scan
    let done = try desk.perform(AcceptQuote(quote: try sent().id, note: note)).outcome
    let kept = try desk.read { try #require(try $0.acceptance(of: done.orderID)) }
    #expect(kept.contactID == nil && kept.acceptedBy == "M. Chef" && kept.fileName == "scan.pdf")
    #expect(try desk.read { try $0.file(of: kept) }?.bytes == [1, 2, 3])
    let named = try desk.read { try $0.documents(named: "po-77") }
    #expect(named.order?.id == done.orderID && named.quote == nil)
    #expect(
      try desk.read { try $0.orderRows(.toDeliver, matching: "PO-7", limit: 5) }.count == 1)
    #expect(try desk.read { try $0.orderRows(.toDeliver, matching: "PO-8", limit: 5) }.isEmpty)
    var other = AcceptanceNote()
    (other.acceptedBy, other.customerOrder) = ("mme œuvrard", "PO-78")
    try desk.perform(NoteAcceptance(of: done.orderID, other))
    let corrected = try desk.read { try #require(try $0.acceptance(of: done.orderID)) }
    #expect(corrected.contactID == contact.id && corrected.acceptedBy == "Mme Œuvrard")
    #expect(corrected.customerOrder == "PO-78" && corrected.channel == .purchaseOrder)
    #expect(corrected.fileHash == scan.hash)
    try desk.undo()
    #expect(
      try desk.read { try $0.acceptance(of: done.orderID) }?.customerOrder == "PO-77")
    #expect(try desk.read { try CompanyCheck.run($0) } == [])
    try desk.undo()
    #expect(try desk.read { try $0.count(OrderAcceptance.self) } == 0)
    #expect(try desk.read { try CompanyCheck.run($0) } == [])
  }

  @Test("nobody accepts tomorrow")
  func later() throws {
    var note = AcceptanceNote()
    note.day = company.today + 1
    let quote = try sent()
    #expect(throws: Refusal(.acceptedLater, Fact("day", .day(company.today + 1)))) {
      try desk.perform(AcceptQuote(quote: quote.id, note: note))
    }
    #expect(try desk.read { try $0.get(quote.id) }.state == .sent)
  }
}
