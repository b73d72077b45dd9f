import Testing

@testable import Terminal

@Suite("Numbers as they are typed") struct NumberEntryTests {
  @Test(
    "understood",
    arguments: [
      ("1250,5", 2, 125_050), ("1250.5", 2, 125_050), ("1 250,5", 2, 125_050),
      ("1\u{202F}250,50", 2, 125_050), ("1.250,50", 2, 125_050), ("1,250.50", 2, 125_050),
      ("1.250.000", 0, 1_250_000), ("1'250", 0, 1250), ("3k", 0, 3000), ("1,5k", 2, 150_000),
      ("12%", 2, 1200), ("12,5 %", 2, 1250), ("-5", 0, -5), ("−5", 0, -5), ("+5", 0, 5),
      (" 7 ", 0, 7), (",5", 2, 50), ("5,", 2, 500), ("0", 4, 0), ("1,8500", 4, 18_500),
      ("=8,40*1,25", 2, 1050), ("=8.4x1.25", 2, 1050), ("=(100-3)/7", 2, 1386),
      ("=10/3*3", 2, 1000),
      ("=2+3*4", 0, 14), ("=-(2+3)*4", 0, -20), ("=120*20%", 2, 2400), ("=1 000+1k", 0, 2000),
      ("=1/8", 2, 13), ("=-1/8", 2, -13), ("=31856*0,8", 2, 2_548_480), ("1,250", 2, 125),
    ] as [(String, Int, Int64)])
  func understood(text: String, decimals: Int, expected: Int64) throws {
    #expect(try NumberEntry.parse(text, decimals: decimals).scaled == expected)
  }

  @Test(
    "refused, with the place",
    arguments: [
      ("", 2, .empty), ("   ", 2, .empty), ("abc", 2, .unexpected(at: 0)),
      ("12a", 2, .unexpected(at: 2)),
      ("1 25", 2, .unexpected(at: 3)), ("1,5,3,", 2, .unexpected(at: 3)),
      ("12 345 6", 0, .unexpected(at: 7)),
      ("=", 2, .unfinished), ("=8*", 2, .unfinished), ("=(8", 2, .unfinished),
      ("=8)", 2, .unexpected(at: 2)),
      ("8*2", 2, .unexpected(at: 1)), ("1,555", 2, .tooManyDecimals(allowed: 2)),
      ("=1/0", 2, .divisionByZero), ("=1/(2-2)", 2, .divisionByZero), ("-", 2, .unfinished),
      ("9999999999999999999", 0, .tooLarge), ("=999999999999*999999999999", 2, .tooLarge),
      ("٣", 0, .unexpected(at: 0)), (",", 2, .unexpected(at: 0)),
    ] as [(String, Int, NumberProblem)])
  func refused(text: String, decimals: Int, problem: NumberProblem) {
    #expect(throws: problem) { try NumberEntry.parse(text, decimals: decimals) }
  }

  @Test("a percentage and a rounded result say so") func kinds() throws {
    #expect(try NumberEntry.parse("12%", decimals: 2).isPercent)
    #expect(try !NumberEntry.parse("=120*20%", decimals: 2).isPercent)
    #expect(try NumberEntry.parse("=1/3", decimals: 2).isRounded)
    #expect(try !NumberEntry.parse("=1/4", decimals: 2).isRounded)
  }

  @Test("what is printed is read back, with comma, dot, groups") func roundTrip() throws {
    var random = SeededRandom(seed: 11)
    for _ in 0..<2000 {
      let value = Int64.random(in: -99_999_999...99_999_999, using: &random)
      let (whole, cents) = (value.magnitude / 100, value.magnitude % 100)
      let sign = value < 0 ? "-" : ""
      let decimals = (cents < 10 ? "0" : "") + String(cents)
      for point in [",", "."] {
        #expect(
          try NumberEntry.parse(sign + "\(whole)" + point + decimals, decimals: 2).scaled == value)
      }
      #expect(
        try NumberEntry.parse(sign + grouped(whole) + "," + decimals, decimals: 2).scaled == value)
    }
  }

  private func grouped(_ number: UInt64) -> String {
    var digits = Array(String(number))
    var place = digits.count - 3
    while place > 0 {
      digits.insert("\u{202F}", at: place)
      place -= 3
    }
    return String(digits)
  }

  @Test("any text gives a value or a problem, never a trap") func fuzz() {
    var random = SeededRandom(seed: 3)
    let alphabet = Array("0123456789,.+-*/()%k= xé")
    for _ in 0..<5000 {
      let length = Int.random(in: 0...24, using: &random)
      let text = String(
        (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
      let plain = try? NumberEntry.parse(text, decimals: 4)
      let sum = try? NumberEntry.parse("=" + text, decimals: 4)
      if let plain, let sum, !plain.isPercent { #expect(plain.scaled == sum.scaled) }
    }
    let deep = "=" + String(repeating: "(", count: 5000)
    #expect(throws: NumberProblem.self) { try NumberEntry.parse(deep, decimals: 2) }
  }
}

@Suite("Days as they are typed") struct DateEntryTests {
  /// Thursday 19 November 2026.
  private let today = CalendarDay(2026, 11, 19) ?? CalendarDay(number: 0)

  @Test(
    "understood, from Thursday 19/11/2026",
    arguments: [
      ("+7j", 2026, 11, 26), ("+7d", 2026, 11, 26), ("-2s", 2026, 11, 5), ("-2w", 2026, 11, 5),
      ("+1m", 2026, 12, 19), ("+1a", 2027, 11, 19), ("ven", 2026, 11, 20), ("fri", 2026, 11, 20),
      ("VENDREDI", 2026, 11, 20), ("jeu", 2026, 11, 26), ("lun", 2026, 11, 23),
      ("fdm", 2026, 11, 30),
      ("eom", 2026, 11, 30), ("15", 2026, 12, 15), ("19", 2026, 11, 19), ("20", 2026, 11, 20),
      ("31", 2026, 12, 31), ("15/12", 2026, 12, 15), ("15/01", 2027, 1, 15), ("1.2.27", 2027, 2, 1),
      ("15/12/2026", 2026, 12, 15), ("2026-12-15", 2026, 12, 15), ("s48", 2026, 11, 23),
      ("w47", 2026, 11, 16), ("s1", 2027, 1, 4), ("+45j fdm", 2027, 1, 31), ("auj", 2026, 11, 19),
      ("demain", 2026, 11, 20), ("dem", 2026, 11, 20), ("hier", 2026, 11, 18),
      ("fdm +1j", 2026, 12, 1),
      ("29/02", 2028, 2, 29), ("+30j ven", 2026, 12, 25), ("fdm +1m", 2026, 12, 30),
    ])
  func understood(text: String, year: Int, month: Int, day: Int) throws {
    let found = try DateEntry.resolve(text, today: today)
    #expect(found == CalendarDay(year, month, day), "\(found.parts)")
  }

  @Test("looking back, an incomplete day is the last one")
  func past() throws {
    func back(_ text: String) throws -> CalendarDay {
      try DateEntry.resolve(text, today: today, leaning: .past)
    }
    #expect(try back("15") == CalendarDay(2026, 11, 15))
    #expect(try back("20") == CalendarDay(2026, 10, 20))
    #expect(try back("15/12") == CalendarDay(2025, 12, 15))
    #expect(try back("s48") == CalendarDay(2025, 11, 24))
  }

  @Test(
    "refused",
    arguments: [
      ("", .empty), ("31/02", .noSuchDay("31/02")), ("s54", .noSuchDay("s54")),
      ("32", .noSuchDay("32")),
      ("xyz", .unknownWord("xyz")), ("+7", .unknownWord("+7")), ("15 16", .unknownWord("16")),
      ("2026-02-30", .noSuchDay("2026-02-30")), ("0", .noSuchDay("0")), ("ve", .unknownWord("ve")),
      ("+99999a", .noSuchDay("+99999a")),
    ] as [(String, DateProblem)])
  func refused(text: String, problem: DateProblem) {
    #expect(throws: problem) { try DateEntry.resolve(text, today: today) }
  }

  @Test("number and parts of a day are one, over four centuries; weekdays follow") func calendar()
    throws
  {
    var day = try #require(CalendarDay(1899, 12, 31))
    let end = try #require(CalendarDay(2300, 1, 1))
    var weekday = day.weekday
    while day < end {
      let (year, month, date) = day.parts
      #expect(CalendarDay(year, month, date) == day)
      day = CalendarDay(number: day.number + 1)
      weekday = weekday % 7 + 1
      #expect(day.weekday == weekday)
      if month == 12 && date == 28 { #expect(CalendarDay.monday(ofWeek: 52, year: year) != nil) }
    }
    #expect(CalendarDay(1970, 1, 1)?.number == 0)
    #expect(CalendarDay(number: 0).weekday == 4)
    #expect(CalendarDay.monday(ofWeek: 53, year: 2026) == CalendarDay(2026, 12, 28))
    #expect(CalendarDay.monday(ofWeek: 53, year: 2025) == nil)
  }
}
