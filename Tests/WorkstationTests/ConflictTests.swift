import Sales
import SalesDesk
import SalesStore
import SalesTesting
import Terminal
import Testing
import Values

@testable import Workstation

/// Another desk saves between the form's appearance and its acceptance.
@Suite("A conflict on screen")
struct ConflictTests {
  private let company: TestCompany
  private let customer: Customer

  init() throws {
    company = try TestCompany()
    try company.salesperson("DURAND", roles: [.salesperson, .manager])
    customer = try company.customer("C-0417", name: "Constructions Æther") {
      $0.phone = "04 72 00 00 00"
      $0.note = "Livre le matin"
    }
  }

  /// The customer's form with another telephone and note, while DURAND saves others.
  private func twice(_ size: Size = Size(120, 40)) throws -> TestWorkstation {
    var station = try TestWorkstation(company, size: size, first: .customers)
    station.press(.enter, .char("e"))
    station.press(.tab, .tab, .tab, .tab, .ctrl("u"))
    station.type("04 72 00 00 01")
    station.press(.backTab)
    station.type("Lyon")
    for _ in 0..<8 { station.press(.tab) }
    station.press(.ctrl("u"))
    station.type("Livre l'après-midi")
    var theirs = CustomerForm()
    theirs.phone = .set("04 72 00 00 02")
    theirs.note = .set("Quai B")
    theirs.email = .set("achats@aether.fr")
    _ = try company.desk("DURAND").perform(EditCustomer(customer.id, theirs))
    station.storeChanged()
    station.press(.f(8))
    return station
  }

  private func stored() throws -> Customer { try company.store.read { try $0.get(customer.id) } }

  @Test(arguments: [Size(120, 40), Size(80, 24), Size(40, 12)])
  func looks(_ size: Size) throws {
    try twice(size).expectGolden("conflict")
  }

  @Test func bothValuesStandThereAndEnterAloneWritesNothing() throws {
    var station = try twice()
    #expect(station.shows("04 72 00 00 01") && station.shows("04 72 00 00 02"))
    #expect(station.shows("Livre l'après-midi") && station.shows("Quai B"))
    station.press(.enter, .enter)
    #expect(try stored().phone == "04 72 00 00 02")
    #expect(try stored().town.isEmpty, "the whole form waits")
  }

  @Test func eachFieldIsDecidedAndTheRestMerges() throws {
    var station = try twice()
    station.press(.left, .down, .right, .enter)
    let kept = try stored()
    #expect(kept.phone == "04 72 00 00 01" && kept.note == "Quai B")
    #expect(kept.town == "Lyon" && kept.email == "achats@aether.fr")
    #expect(station.shows("Client Constructions Æther modifié"), "\(station.frame())")
    station.press(.char("u"))
    #expect(try stored().phone == "04 72 00 00 02")
  }

  @Test func escapeLeavesTheirsAndSaysSo() throws {
    var station = try twice()
    station.press(.left, .escape)
    #expect(try stored().phone == "04 72 00 00 02")
    #expect(station.shows("la valeur enregistrée reste"))
    #expect(station.shows("Livre l'après-midi"), "the form is back: \(station.frame())")
    station.press(.escape)
    #expect(station.model.modals.isEmpty)
  }

  @Test func aThirdChangeAsksAgain() throws {
    var station = try twice()
    station.press(.left, .down, .left)
    var third = CustomerForm()
    third.phone = .set("04 72 00 00 03")
    _ = try company.desk("DURAND").perform(EditCustomer(customer.id, third))
    station.press(.enter)
    #expect(station.shows("04 72 00 00 03"), "\(station.frame())")
    #expect(try stored().note == "Quai B")
    station.press(.left, .enter)
    #expect(try stored().phone == "04 72 00 00 01")
    #expect(try stored().note == "Livre l'après-midi", "what was decided before holds")
  }

  @Test func undoOverAnothersChangeNamesItInWords() throws {
    var station = try TestWorkstation(company, first: .customers)
    station.press(.enter, .char("e"), .tab)
    station.type("3 rue du Lac")
    station.press(.f(8))
    var theirs = CustomerForm()
    theirs.town = .set("Lyon")
    _ = try company.desk("DURAND").perform(EditCustomer(customer.id, theirs))
    station.press(.char("u"))
    #expect(station.model.status?.text.contains("Modifier un client") == true, "\(station.frame())")
    #expect(station.model.status?.text.contains("client") == true)
  }
}
