import Foundation
import Resources
import Sales
import SalesDesk
import Terminal
import Testing

@testable import Workstation

@Suite("The first start's form")
struct FirstStartTests {
  private func form(_ language: Texts.Language = .french) throws -> FirstStart {
    FirstStart(
      format: Format(texts: try Texts(language, in: ResourceFolder.located())),
      path: "/data/camille/.local/share/comptoir/company.sqlite", person: "Camille Durand",
      code: "ADMIN", login: "camille")
  }

  private func type(_ text: String, into form: inout FirstStart) {
    for character in text { _ = form.handle(.key(.char(character)), Size(120, 40)) }
  }

  private func press(_ form: inout FirstStart, _ keys: Key...) -> FirstStart.Step {
    var step = FirstStart.Step.stay
    for key in keys { step = form.handle(.key(key), Size(120, 40)) }
    return step
  }

  @Test("what is typed becomes the company: numbers checked, VAT proposed, town split")
  func founding() throws {
    var form = try form()
    type("Négoce du Rhône", into: &form)
    _ = press(&form, .tab)
    type("732829320", into: &form)
    _ = press(&form, .enter)
    #expect(form.text(.siren) == "732 829 320" && form.text(.vatNumber) == "FR44732829320")
    _ = press(&form, .down)
    type("12 rue du Port", into: &form)
    _ = press(&form, .tab)
    type("69003 Lyon", into: &form)
    _ = press(&form, .tab, .tab, .tab, .tab, .tab, .right)
    guard case .begin(.found(let identity)) = press(&form, .f(8)) else {
      Issue.record("nothing begun")
      return
    }
    #expect(identity.name == "Négoce du Rhône" && identity.siren == "732829320")
    #expect(identity.vatNumber == "FR44732829320" && identity.address == "12 rue du Port")
    #expect(identity.postalCode == "69003" && identity.town == "Lyon")
    #expect(identity.currency == .eur && identity.warehouseName.isEmpty)
    #expect(identity.administratorName == "Camille Durand" && identity.role == .manager)
    #expect(identity.login == "camille")
  }

  @Test("nothing begins while something is wrong; the cursor goes there and says what")
  func refused() throws {
    var form = try form()
    guard case .stay = press(&form, .f(8)) else {
      Issue.record("begun without a name")
      return
    }
    #expect(form.field == .name)
    type("Négoce", into: &form)
    _ = press(&form, .tab)
    type("732829321", into: &form)
    guard case .stay = press(&form, .f(8)) else {
      Issue.record("begun with a wrong SIREN")
      return
    }
    #expect(form.field == .siren)
    #expect(frame(form, Size(80, 24)).contains("! Ce n'est pas un SIREN"))
  }

  @Test("Escape leaves, F2 wishes the demo, a failure gives the form back as it was")
  func ways() throws {
    var form = try form()
    type("Négoce", into: &form)
    _ = press(&form, .f(3))
    #expect(frame(form, Size(80, 24)).contains("comptoir import --profile comptoir DOSSIER"))
    guard case .stay = press(&form, .escape), case .begin(.demo) = press(&form, .f(2)) else {
      Issue.record("the way back, or the demo")
      return
    }
    guard case .stay = press(&form, .escape) else {
      Issue.record("left in the middle of the work")
      return
    }
    form.fail("Le disque est plein.")
    #expect(frame(form, Size(80, 24)).contains("! Le disque est plein."))
    #expect(form.text(.name) == "Négoce")
    guard case .quit = press(&form, .escape) else {
      Issue.record("Escape leaves")
      return
    }
  }

  @Test("a click goes to a field, and the button creates")
  func mouse() throws {
    var form = try form()
    type("Négoce", into: &form)
    let size = Size(120, 40)
    let layout = FirstStartLayout(form, size)
    let town = try #require(FirstStartField.allCases.firstIndex(of: .town))
    let row = try #require(layout.rows[town])
    _ = form.handle(.mouse(MouseEvent(.press(count: 1), at: Point(20, row))), size)
    #expect(form.field == .town)
    let button = try #require(layout.rows[FirstStartField.allCases.count])
    let step = form.handle(.mouse(MouseEvent(.press(count: 1), at: Point(20, button))), size)
    guard case .begin(.found) = step else {
      Issue.record("the button does not create")
      return
    }
  }

  @Test(
    "the frames, in both languages",
    arguments: [Size(120, 40), Size(80, 24), Size(60, 16), Size(40, 12)],
    [Texts.Language.french, .english])
  func frames(_ size: Size, _ language: Texts.Language) throws {
    var form = try form(language)
    type("Négoce du Rhône", into: &form)
    _ = press(&form, .tab)
    type("73282932", into: &form)
    try expectGolden(form, "firstStart-\(language.rawValue)", size)
    _ = press(&form, .backspace, .f(3))
    try expectGolden(form, "firstStart-files-\(language.rawValue)", size)
  }

  private func frame(_ form: FirstStart, _ size: Size) -> String {
    let buffer = CellBuffer(size)
    _ = form.draw(on: buffer.canvas)
    return buffer.text
  }

  private func expectGolden(_ form: FirstStart, _ name: String, _ size: Size) throws {
    try Golden.expect(frame(form, size), "\(name)-\(size.width)x\(size.height)")
  }
}
