import Testing
import Values

@Suite("Day")
struct DayTests {
  @Test(
    "known days",
    arguments: [
      (1970, 1, 1, 0, 4), (2000, 2, 29, 11_016, 2), (2026, 11, 21, 20_778, 6),
      (1969, 12, 31, -1, 3), (1, 1, 1, -719_162, 1), (9999, 12, 31, 2_932_896, 5),
    ])
  func known(_ year: Int, _ month: Int, _ day: Int, _ days: Int, _ weekday: Int) throws {
    let date = try #require(Day(year: year, month: month, day: day))
    #expect(date.daysSinceEpoch == Int32(days))
    #expect(date.weekday == weekday)
    #expect(date.civil == (year, month, day))
  }

  @Test("every day from 1890 to 2110 follows the day before")
  func continuous() throws {
    var expected = try #require(Day(year: 1890, month: 1, day: 1))
    for year in 1890...2110 {
      for month in 1...12 {
        for day in 1...Day.daysInMonth(year: year, month: month) {
          let date = try #require(Day(year: year, month: month, day: day))
          #expect(date == expected && date.civil == (year, month, day))
          expected = expected + 1
        }
      }
    }
  }

  @Test("dates that do not exist are refused")
  func impossible() {
    #expect(Day(year: 2026, month: 2, day: 29) == nil)
    #expect(Day(year: 2026, month: 13, day: 1) == nil)
    #expect(Day(year: 1900, month: 2, day: 29) == nil)
    #expect(Day(year: 0, month: 1, day: 1) == nil)
    #expect(Day(iso: "2026-2-01") == nil)
    #expect(Day(iso: "2026-02-30") == nil)
  }

  @Test("ISO text goes both ways")
  func text() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let day = Day(daysSinceEpoch: Int32(random.int(in: -700_000...2_900_000)))
      #expect(Day(iso: day.isoText) == day)
    }
  }

  @Test("months are added with the day clamped to the month")
  func months() throws {
    let last = try #require(Day(iso: "2026-01-31"))
    #expect(last.adding(months: 1).isoText == "2026-02-28")
    #expect(last.adding(months: 25).isoText == "2028-02-29")
    #expect(last.adding(months: -2).isoText == "2025-11-30")
    #expect(last.endOfMonth == last)
    #expect(last.adding(months: 1).startOfMonth.isoText == "2026-02-01")
  }

  @Test(
    "ISO weeks",
    arguments: [
      ("2021-01-03", 2020, 53), ("2021-01-04", 2021, 1), ("2026-12-31", 2026, 53),
      ("2024-12-30", 2025, 1), ("2026-11-23", 2026, 48),
    ])
  func weeks(_ text: String, _ year: Int, _ week: Int) throws {
    let day = try #require(Day(iso: text))
    #expect(day.isoWeek == (year, week))
    let monday = try #require(Day.monday(ofWeek: week, year: year))
    #expect(monday.weekday == 1 && (0...6).contains(day - monday))
    #expect(Day.monday(ofWeek: 53, year: 2025) == nil)
  }
}

@Suite("Instant")
struct InstantTests {
  @Test("ISO text goes both ways, before 1970 too")
  func text() {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<2000 {
      let instant = Instant(milliseconds: random.int(in: -60_000_000_000_000...200_000_000_000_000))
      #expect(Instant(iso: instant.isoText) == instant)
    }
    #expect(Instant(milliseconds: -1).isoText == "1969-12-31T23:59:59.999Z")
    #expect(Instant(iso: "2026-11-21T24:00:00Z") == nil)
  }

  @Test("a place ahead of UTC is already on the next day")
  func day() throws {
    let instant = try #require(Instant(iso: "2026-11-21T23:30:00Z"))
    #expect(instant.day().isoText == "2026-11-21")
    #expect(instant.day(utcOffsetSeconds: 3600).isoText == "2026-11-22")
  }
}
