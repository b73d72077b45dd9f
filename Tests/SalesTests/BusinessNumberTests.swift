import Sales
import Testing

@Suite("Numbers of companies")
struct BusinessNumberTests {
  @Test(
    "a SIREN is nine digits with a right key, and gives its VAT number",
    arguments: [
      ("732829320", "FR44732829320"), ("732 829 320", "FR44732829320"),
      ("404833048", "FR83404833048"), ("552 100 554", "FR96552100554"),
    ])
  func siren(_ text: String, _ vatNumber: String) throws {
    let siren = try #require(Siren(text))
    #expect(siren.vatNumber == vatNumber)
    #expect(siren.description.filter { $0 != " " } == siren.digits)
    #expect(siren.description.count == 11)
  }

  @Test(
    "what is none is refused",
    arguments: [
      "", "73282932", "7328293200", "732829321", "000000000", "73282932A", "٧٣٢٨٢٩٣٢٠",
      "732-829-320",
    ])
  func noSiren(_ text: String) { #expect(Siren(text) == nil) }

  @Test("one wrong digit is always found")
  func wrongDigit() {
    let right = Array("732829320")
    for place in right.indices {
      for digit in "0123456789" where digit != right[place] {
        var wrong = right
        wrong[place] = digit
        #expect(Siren(String(wrong)) == nil)
      }
    }
  }

  @Test(
    "VAT numbers",
    arguments: [
      ("FR44732829320", "FR44732829320"), ("fr 44 732 829 320", "FR44732829320"),
      ("FR45732829320", nil), ("FR4473282932", nil), ("FRK7732829320", "FRK7732829320"),
      ("DE123456789", "DE123456789"), ("BE0.123.456.749", "BE0123456749"), ("732829320", nil),
      ("D1", nil), ("FR", nil), ("", nil),
    ] as [(String, String?)])
  func vatNumber(_ text: String, _ expected: String?) {
    #expect(VATNumber.checked(text) == expected)
  }
}
