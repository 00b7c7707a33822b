package drawbridge.platform.proxy;

import drawbridge.platform.setting.ParsedBy;
import drawbridge.platform.setting.SettingName;

/**
 * Settings of reverse proxies.
 *
 * @param trusted the proxies whose forwarding headers are true
 */
public record ProxySettings(
    @SettingName(value = "drawbridge.http.trusted-proxies", absent = "none")
        @ParsedBy(value = TrustedProxies.class, message = TrustedProxies.EXPECTED)
        TrustedProxies trusted) {}
