import Sales
import SalesStore
import Values

/// Gives a setting of the company a value.
public struct SetSetting: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("settings.set", roles: .managers)

  /// Name in the catalogue of settings.
  public let name: String
  /// Value in machine form.
  public let value: String

  /// The setting of a value.
  public init(_ name: String, to value: String) {
    self.name = name
    self.value = value
  }

  /// Does it.
  /// - Returns: the settings as they now stand.
  public func perform(_ scope: ActScope) throws -> CompanySettings {
    guard let entry = CompanySettings.entry(name) else {
      throw Refusal(.settingUnknown, Fact("name", .text(name)))
    }
    var settings = try scope.store.settings()
    guard entry.write(&settings, value) else {
      throw Refusal(.settingValue, Fact("name", .text(name)), Fact("value", .text(value)))
    }
    if let stored = try scope.store.find(Setting.self, .text(name)) {
      var changed = stored
      changed.value = entry.read(settings)
      try scope.store.update(stored, to: changed)
    } else {
      try scope.store.insert(Setting(name: name, value: entry.read(settings)))
    }
    scope.note("name", .text(name))
    scope.note("value", .text(entry.read(settings)))
    return settings
  }
}
