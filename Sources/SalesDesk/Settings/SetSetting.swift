import Sales
import SalesStore
import Values

/// Gives a setting of the company a value.
public struct SetSetting: MergingAct {
  /// Its line in the catalogue.
  public static let entry = ActEntry("settings.set", roles: .managers)

  /// Name in the catalogue of settings.
  public let name: String
  /// Value in machine form.
  public let value: String
  /// The value that was seen, in machine form.
  public let read: Edit<String>
  /// What was decided about earlier conflicts.
  public var settlement = Settlement()

  /// The setting of a value. Without what was read, what is wanted stands.
  public init(_ name: String, to value: String, read: Edit<String> = .keep) {
    self.name = name
    self.value = value
    self.read = read
  }

  /// Does it.
  ///
  /// - Returns: the settings as they now stand.
  /// - Throws: `Conflict` where another desk gave it another value since it was read.
  public func perform(_ scope: ActScope) throws -> CompanySettings {
    guard let entry = CompanySettings.entry(name) else {
      throw Refusal(.settingUnknown, Fact("name", .text(name)))
    }
    var settings = try scope.store.settings()
    let before = entry.read(settings)
    guard entry.write(&settings, value) else {
      throw Refusal(.settingValue, Fact("name", .text(name)), Fact("value", .text(value)))
    }
    let stored = try scope.store.find(Setting.self, .text(name))
    var merge = FieldMerge(stored ?? Setting(name: name, value: before), settlement)
    let wanted = entry.read(settings)
    let isWanted = merge.decide("setting", .set(wanted), read: read, stored: before) { .text($0) }
    try merge.check(name, scope)
    guard isWanted else { return try scope.store.settings() }
    scope.note("name", .text(name))
    scope.note("value", .text(wanted))
    if name == CompanySettings.costMethodName {
      // Costs follow the method: another one is more than a word.
      try CostMethodChange(scope: scope).change(to: settings.costMethod)
      return settings
    }
    if let stored {
      var changed = stored
      changed.value = entry.read(settings)
      try scope.store.update(stored, to: changed)
    } else {
      try scope.store.insert(Setting(name: name, value: entry.read(settings)))
    }
    return settings
  }
}
